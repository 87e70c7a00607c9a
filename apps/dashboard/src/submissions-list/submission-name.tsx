import { Anchor, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '#client';

/** The way to a submission: what was asked for, of which image, and the beginning of its id. */
export function SubmissionName({ submission }: { readonly submission: Schemas['Submission'] }): ReactElement {
  const { id, assayTypes, containerImage } = submission;
  return (
    <div>
      <Anchor component={Link} to={`/submissions/${id}`} fw={600} size="sm" className="breaks-anywhere">
        {assayTypes.join(', ')}
      </Anchor>
      <Text size="xs" c="dimmed" className="breaks-anywhere">
        {containerImage} · {id.slice(0, 8)}
      </Text>
    </div>
  );
}
