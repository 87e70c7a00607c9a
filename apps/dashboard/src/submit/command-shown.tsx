import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { commandOf } from './command-of';
import type { FormValues } from './form-values';
import { requestOf } from './request-of';
import { RESOURCE_DEFAULTS } from './use-submit-form';

/** The command that asks for the same, to be kept in a notebook or a script. */
export function CommandShown({ values }: { readonly values: FormValues }): ReactElement {
  const command = commandOf(requestOf(values, RESOURCE_DEFAULTS), genomeName(values), window.location.origin);
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          The same on the command line
        </Text>
        <CopyButton value={command}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy} aria-live="polite">
              {copied ? 'Copied' : 'Copy the command'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block tabIndex={0} aria-label="The same as a knockem command">
        {command}
      </Code>
      {values.notify.webhookUrl.trim() !== '' && (
        <Text size="xs" c="dimmed">
          It takes the secret of the webhook from KNOCKEM_WEBHOOK_SECRET in its environment.
        </Text>
      )}
    </Stack>
  );
}

function genomeName({ genomeSource, genomeFile, genomeIdAlpha }: FormValues): string {
  if (genomeSource === 'id' && genomeIdAlpha.trim() !== '') return genomeIdAlpha.trim();
  return (genomeSource === 'file' && genomeFile?.name) || 'genome.txt';
}
