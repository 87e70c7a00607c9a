import { Button, Menu, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useCaller } from '../api/caller';
import { forgetToken } from '../api/token';
import { forgetDrafts } from '../submit/drafts';

/** Who is signed in, with what rights, and the way out. Nothing where no tokens are required. */
export function SignedInUser(): ReactElement | null {
  const { data: caller } = useCaller();
  const queries = useQueryClient();
  if (!caller?.tokensRequired) return null;

  function signOut(): void {
    forgetToken();
    forgetDrafts();
    // What was read with the token is forgotten with it; asking anew opens the sign-in dialog.
    void queries.resetQueries();
  }

  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Button variant="default" size="xs" maw={200} aria-label={`Signed in as ${caller.userEmail}`}>
          <Text span size="xs" truncate>
            {caller.userEmail}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Your token allows: {caller.scopes.join(', ')}</Menu.Label>
        <Menu.Item onClick={signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
