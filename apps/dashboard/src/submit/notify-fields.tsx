import { Button, Checkbox, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { NOTIFIED_EVENTS } from './form-values';
import { randomSecret } from './random-secret';
import { fieldSchema, type SubmitForm } from './use-submit-form';

/** Whom to tell, and of what: a webhook, the submission's own user by e-mail, both, or nobody. */
export function NotifyFields({ form }: { readonly form: SubmitForm }): ReactElement {
  const make = (): void => form.setFieldValue('notify.webhookSecret', randomSecret());
  return (
    <Stack gap="sm">
      <TextInput
        label="Webhook"
        description={fieldSchema('notify.webhookUrl')?.description}
        placeholder={String(fieldSchema('notify.webhookUrl')?.example)}
        type="url"
        autoComplete="off"
        {...form.getInputProps('notify.webhookUrl')}
      />
      <Group align="flex-end" gap="xs">
        <PasswordInput
          label="Secret of the webhook"
          description={fieldSchema('notify.webhookSecret')?.description}
          placeholder="whsec_…"
          autoComplete="off"
          flex="1 1 16rem"
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the secret' }}
          {...form.getInputProps('notify.webhookSecret')}
        />
        <Button variant="default" onClick={make}>
          Make a secret
        </Button>
      </Group>
      <Checkbox
        label="Tell me by e-mail"
        description={fieldSchema('notify.email')?.description}
        {...form.getInputProps('notify.email', { type: 'checkbox' })}
      />
      <Checkbox.Group label="Events that are told" {...form.getInputProps('notify.events')}>
        <Group mt="xs">
          {NOTIFIED_EVENTS.map((event) => (
            <Checkbox key={event} value={event} label={event} />
          ))}
        </Group>
      </Checkbox.Group>
    </Stack>
  );
}
