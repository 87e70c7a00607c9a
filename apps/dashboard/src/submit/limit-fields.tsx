import { NativeSelect, SimpleGrid } from '@mantine/core';
import type { ReactElement } from 'react';
import { NumberField } from './number-field';
import { fieldSchema, type SubmitForm } from './use-submit-form';

/** What the submission may use at a time, and when it gives up. They can be changed while it runs. */
export function LimitFields({ form }: { readonly form: SubmitForm }): ReactElement {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'end' }}>
      <NumberField form={form} path="maxCompetitionsActive" label="Active at a time" />
      <NumberField form={form} path="maxCompetitionsFail" label="Failures allowed" />
      <NumberField form={form} path="competitionTimeoutSeconds" label="Time-out of a competition, seconds" />
      <NativeSelect
        label="Priority"
        data={(fieldSchema('priority')?.enum ?? []).map(String)}
        {...form.getInputProps('priority')}
      />
    </SimpleGrid>
  );
}
