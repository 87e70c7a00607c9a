import { FileInput, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { SubmitForm } from './use-submit-form';

const SOURCES = [
  { value: 'text', label: 'Paste' },
  { value: 'file', label: 'File' },
  { value: 'id', label: 'Uploaded' },
];

/** The genome: pasted, from a file, or one that the gateway has already. */
export function GenomeFields({ form }: { readonly form: SubmitForm }): ReactElement {
  return (
    <Stack gap="sm">
      <SegmentedControl
        data={SOURCES}
        aria-label="Where the genome comes from"
        {...form.getInputProps('genomeSource')}
      />
      <GenomeInput form={form} />
    </Stack>
  );
}

function GenomeInput({ form }: { readonly form: SubmitForm }): ReactElement {
  switch (form.values.genomeSource) {
    case 'text':
      return (
        <Textarea
          label="Genome"
          description="UTF-8 text, whatever the image reads"
          // No autosize: it measures the whole text at each key, and of 50,000 lines that takes seconds.
          rows={8}
          resize="vertical"
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...form.getInputProps('genomeText')}
        />
      );
    case 'file':
      return (
        <FileInput
          label="File with the genome"
          description="UTF-8 text, at most 15,000,000 bytes"
          placeholder="Choose a file"
          clearable
          clearButtonProps={{ 'aria-label': 'Choose no file' }}
          {...form.getInputProps('genomeFile')}
        />
      );
    case 'id':
      return (
        <TextInput
          label="Id of a genome"
          description="Of one that was uploaded before, as knockem submit and POST /genomes tell it"
          {...form.getInputProps('genomeIdAlpha')}
        />
      );
  }
}
