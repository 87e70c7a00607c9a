import { Button, Code, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactElement, useState, useSyncExternalStore } from 'react';
import { isTokenNeeded, listenToToken, storeToken } from '../api/token';
import { complaintAbout } from './complaint-about';

/**
 * Opens where the gateway demanded a token and got none that is valid. What is typed stays in this tab, and is shown to
 * the gateway in a header alone: never in an address, where histories and logs would keep it.
 */
export function SignInDialog(): ReactElement {
  const isOpen = useSyncExternalStore(listenToToken, isTokenNeeded);
  return (
    <Modal
      opened={isOpen}
      onClose={() => undefined}
      title="Sign in"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      centered
    >
      <SignInForm />
    </Modal>
  );
}

function SignInForm(): ReactElement {
  const queries = useQueryClient();
  const [token, setToken] = useState('');
  const [complaint, setComplaint] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);

  async function signIn(event: FormEvent): Promise<void> {
    event.preventDefault();
    setIsAsking(true);
    const refused = await complaintAbout(token.trim());
    setIsAsking(false);
    setComplaint(refused);
    if (refused !== undefined) return;
    storeToken(token.trim());
    await queries.resetQueries();
  }

  return (
    <form onSubmit={signIn}>
      <Stack gap="md">
        <Text size="sm">
          This gateway answers only those who show a token. Its operator makes one with{' '}
          <Code>knockem token create</Code>.
        </Text>
        <PasswordInput
          label="Token"
          description="Kept in this tab until you sign out or close it"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={complaint}
          autoComplete="off"
          data-autofocus
          required
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the token' }}
        />
        <Button type="submit" loading={isAsking}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
