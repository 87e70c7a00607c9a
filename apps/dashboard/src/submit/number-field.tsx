import { NumberInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { fieldSchema, type SubmitForm } from './use-submit-form';

interface NumberFieldProps {
  readonly form: SubmitForm;
  /** Name in the request: `assayParameters.nulldist.alpha`. */
  readonly path: string;
  readonly label: string;
}

/** A number of the request: what it is for, its bounds and its default are those that the API publishes. */
export function NumberField({ form, path, label }: NumberFieldProps): ReactElement {
  const { description, minimum, exclusiveMinimum, maximum, default: usual, type } = fieldSchema(path) ?? {};
  const input = form.getInputProps(path);
  return (
    <NumberInput
      {...input}
      value={(input.value as number | string | undefined) ?? ''}
      key={form.key(path)}
      label={label}
      description={description}
      placeholder={usual === undefined ? undefined : `${Number(usual).toLocaleString('en')} (default)`}
      min={minimum ?? (typeof exclusiveMinimum === 'number' ? exclusiveMinimum : undefined)}
      max={maximum}
      clampBehavior="none"
      allowDecimal={type !== 'integer'}
      hideControls
      inputMode={type === 'integer' ? 'numeric' : 'decimal'}
    />
  );
}
