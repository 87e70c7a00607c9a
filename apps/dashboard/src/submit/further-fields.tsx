import { Checkbox, Fieldset, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { NotifyFields } from './notify-fields';
import { NumberField } from './number-field';
import { fieldSchema, type SubmitForm } from './use-submit-form';

const SITE_BASES = [
  { value: '0', label: 'from 0' },
  { value: '1', label: 'from 1' },
];

/** What most submissions leave as it is. */
export function FurtherFields({ form }: { readonly form: SubmitForm }): ReactElement {
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} style={{ alignItems: 'end' }}>
        <NumberField form={form} path="resources.cpus" label="CPUs of a container" />
        <NumberField form={form} path="resources.memoryMb" label="Memory of a container" />
        <NumberField form={form} path="maxCompetitionAttempts" label="Attempts" />
        <NumberField form={form} path="seed" label="Seed" />
        <TextInput
          label="Pool"
          description={fieldSchema('pool')?.description}
          {...form.getInputProps('pool')}
        />
        <NativeSelect
          label="Sites are numbered"
          description={fieldSchema('siteBase')?.description}
          data={SITE_BASES}
          {...form.getInputProps('siteBase')}
        />
      </SimpleGrid>
      <Textarea
        label="Environment of the containers"
        description="NAME=value, one a line"
        autosize
        minRows={2}
        spellCheck={false}
        {...form.getInputProps('containerEnv')}
      />
      <Checkbox
        label="Keep the output of all runs, not only of failed ones"
        {...form.getInputProps('keepLogs', { type: 'checkbox' })}
      />
      <Checkbox
        label="Take over results of identical assays"
        description={fieldSchema('reuseResults')?.description}
        {...form.getInputProps('reuseResults', { type: 'checkbox' })}
      />
      <Fieldset legend="Whom to tell of its start and end">
        <NotifyFields form={form} />
      </Fieldset>
    </Stack>
  );
}
