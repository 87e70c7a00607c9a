// Mantine's own form: values and problems by field name, and the focus on the first field that is wrong.
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useLocation } from 'react-router';
import { schema, validate } from 'virtual:submission-rules';
import { useCaller } from '../api/caller';
import type { Schema } from '../../rules/request-schema';
import { complaintsAbout } from './complaints';
import { draftOf, keepDraft } from './drafts';
import { environmentComplaint } from './environment-complaint';
import { emptyForm, type FormValues } from './form-values';
import { genomeComplaint } from './genome-complaint';
import { requestOf, type ResourceDefaults } from './request-of';
import { genomeField } from './send-submission';

export type SubmitForm = UseFormReturnType<FormValues>;

/** A property of the request, as the published API has it: `fieldSchema('assayParameters.nulldist.alpha')`. */
export const fieldSchema = (path: string): Schema | undefined =>
  path.split('.').reduce<Schema | undefined>((within, name) => within?.properties?.[name], schema);

export const RESOURCE_DEFAULTS: ResourceDefaults = {
  cpus: Number(fieldSchema('resources.cpus')?.default),
  memoryMb: Number(fieldSchema('resources.memoryMb')?.default),
};

const USER_KEY = 'knockem-user';
export const rememberUser = (userEmail: string): void => localStorage.setItem(USER_KEY, userEmail);

/** The form with the rules of the published API, as it was left; a signed-in user submits in the own name. */
export function useSubmitForm(): SubmitForm {
  const { data: caller } = useCaller();
  const { key: page } = useLocation();
  const draft = draftOf(page);
  const user = caller?.userEmail ?? draft?.userEmail ?? localStorage.getItem(USER_KEY) ?? '';
  return useForm<FormValues>({
    initialValues: draft ? { ...draft, userEmail: user } : emptyForm(user),
    validate: problemsOf,
    onValuesChange: (values) => keepDraft(page, values),
  });
}

/** By field name, as Mantine's form wants it. */
function problemsOf(values: FormValues): Record<string, string> {
  const request = requestOf(values, RESOURCE_DEFAULTS);
  const problems = complaintsAbout(validate, request).map(
    ({ field, message }) => [shownAt(field), message] as const,
  );
  const genome = genomeComplaint(values);
  const environment = environmentComplaint(values.containerEnv);
  return {
    ...Object.fromEntries(problems),
    ...(environment === undefined ? {} : { containerEnv: environment }),
    ...(genome === undefined ? {} : { [genomeField(values)]: genome }),
  };
}

/** Each variable of the environment is a line of one field. */
export const shownAt = (field: string): string => (field.startsWith('containerEnv') ? 'containerEnv' : field);
