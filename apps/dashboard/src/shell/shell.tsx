import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactElement, Suspense } from 'react';
import { Link, Outlet } from 'react-router';
import { SignInDialog } from '../sign-in/sign-in-dialog';
import { SignedInUser } from '../sign-in/signed-in-user';
import { ColorSchemeSwitch } from './color-scheme-switch';
import { Navigation } from './navigation';

/** What all pages stand in: the name, the way to each page, light or dark. On a phone the way is behind a button. */
export function Shell(): ReactElement {
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? 'Close the navigation' : 'Open the navigation'}
            />
            <Text component={Link} to="/submissions" fw={700} size="lg" c="inherit" td="none">
              knockem
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <SignedInUser />
            <ColorSchemeSwitch />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages">
        <Navigation onFollowed={close} />
      </AppShell.Navbar>
      <SignInDialog />
      <AppShell.Main id="content" tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}
