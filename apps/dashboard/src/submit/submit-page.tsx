import { Accordion, Alert, Button, Fieldset, Skeleton, Stack, TextInput } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { type Caller, mayUse, useCaller } from '../api/caller';
import { Page } from '../shell/page';
import { ProblemAlert } from '../shell/problem-alert';
import { AssayFields } from './assay-fields';
import { CommandShown } from './command-shown';
import { FurtherFields } from './further-fields';
import { GenomeFields } from './genome-fields';
import { LimitFields } from './limit-fields';
import { useSend } from './use-send';
import { fieldSchema, useSubmitForm } from './use-submit-form';

/**
 * Everything that a submission can ask for (but for the runmode, which is the stack's), held against the API's own rules
 * before it is sent.
 */
export function SubmitPage(): ReactElement {
  const { data: caller, error, refetch } = useCaller();
  return (
    <Page title="Submit a genome">
      {error && (
        <ProblemAlert error={error} what="Who asks could not be told" onRetry={() => void refetch()} />
      )}
      {!caller && !error && <Skeleton height={320} />}
      {caller && !mayUse(caller, 'submit') && (
        <Alert title="Not with this token" variant="light">
          Submitting needs the scope submit; your token has {caller.scopes.join(', ')}. Ask the operator for a
          token with that scope.
        </Alert>
      )}
      {caller && <SubmitForm caller={caller} />}
    </Page>
  );
}

const FURTHER =
  /^(resources|maxCompetitionAttempts|seed|pool|siteBase|containerEnv|keepLogs|reuseResults|notify)/;

function SubmitForm({ caller }: { readonly caller: Caller }): ReactElement {
  const form = useSubmitForm();
  const send = useSend(form);
  const [further, setFurther] = useState<string | null>(null);
  // What is wrong must be seen.
  const isFurtherWrong = Object.keys(form.errors).some((field) => FURTHER.test(field));
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(
        (values) => send.mutate(values),
        (problems) => form.getInputNode(Object.keys(problems)[0])?.focus(),
      )}
      aria-label="Submission"
    >
      <Stack gap="lg" maw={860}>
        <Fieldset legend="Who, and what runs">
          <Stack gap="sm">
            <TextInput
              label="Your e-mail address"
              description={
                caller.userEmail === undefined ? 'The submission belongs to it' : 'Whose token you have shown'
              }
              type="email"
              autoComplete="email"
              withAsterisk
              readOnly={caller.userEmail !== undefined}
              {...form.getInputProps('userEmail')}
            />
            <TextInput
              label="Container image"
              description={fieldSchema('containerImage')?.description}
              placeholder="registry.example/lab/model:1.0"
              withAsterisk
              {...form.getInputProps('containerImage')}
            />
          </Stack>
        </Fieldset>
        <Fieldset legend="Genome">
          <GenomeFields form={form} />
        </Fieldset>
        <Fieldset legend="What to find out">
          <AssayFields form={form} />
        </Fieldset>
        <Fieldset legend="Limits">
          <LimitFields form={form} />
        </Fieldset>
        <Accordion
          variant="contained"
          value={isFurtherWrong ? 'further' : further}
          onChange={setFurther}
          order={2}
        >
          <Accordion.Item value="further">
            <Accordion.Control>Further settings</Accordion.Control>
            <Accordion.Panel>
              <FurtherFields form={form} />
            </Accordion.Panel>
          </Accordion.Item>
        </Accordion>
        <CommandShown values={form.values} />
        {send.error && <ProblemAlert error={send.error} what="It was not submitted" />}
        <Button type="submit" loading={send.isPending} disabled={!mayUse(caller, 'submit')} w="fit-content">
          Submit
        </Button>
      </Stack>
    </form>
  );
}
