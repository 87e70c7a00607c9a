import { Anchor, Code, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';

/** The first thing that somebody sees: how to begin. */
export function NoSubmissions(): ReactElement {
  return (
    <Paper withBorder p="lg">
      <Stack gap="sm">
        <Title order={2} size="h4">
          Nothing has been submitted yet
        </Title>
        <Text size="sm">
          A submission studies one genome: which of its sites matter, alone and together.{' '}
          <Anchor component={Link} to="/submit" inherit underline="always">
            Submit a genome here
          </Anchor>
          , or in a terminal:
        </Text>
        <Code block style={{ whiteSpace: 'pre-wrap' }}>
          knockem submit genome.txt --image lab/model:1 --user you@lab.example --watch
        </Code>
        <Text size="sm">
          An image to try it with comes along; <Code>make demo</Code> runs a whole study with it.
        </Text>
      </Stack>
    </Paper>
  );
}
