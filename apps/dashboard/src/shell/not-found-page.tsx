import { Anchor, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Page } from './page';

export function NotFoundPage(): ReactElement {
  return (
    <Page title="No such page">
      <Text>
        There is nothing at this address.{' '}
        <Anchor component={Link} to="/submissions" underline="always">
          All submissions
        </Anchor>
      </Text>
    </Page>
  );
}
