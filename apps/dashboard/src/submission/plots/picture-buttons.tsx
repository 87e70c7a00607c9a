import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { download } from '../../api/download';

interface PictureButtonsProps {
  readonly name: string;
  readonly title: string;
  readonly links: Schemas['FigureLinks'];
}

const FORMATS = ['svg', 'png', 'vl.json'] as const;

/** The figure as a file, for a paper or to be drawn anew. */
export function PictureButtons({ name, title, links }: PictureButtonsProps): ReactElement {
  const save = (format: (typeof FORMATS)[number]): void => {
    download(links[format], `${name}.${format}`).catch((error: Error) =>
      notifications.show({ color: 'red', title: 'Could not be downloaded', message: error.message }),
    );
  };
  return (
    <Group gap={4} wrap="nowrap">
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="compact-xs"
          variant="default"
          aria-label={`Download ${title} as ${format}`}
          onClick={() => save(format)}
        >
          {format}
        </Button>
      ))}
    </Group>
  );
}
