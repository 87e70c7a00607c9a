import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { download } from '../api/download';
import { filesOf, type StudyFile } from './study-files';

/** Everything of a submission that can be kept as a file. */
export function DownloadsMenu({ submissionId }: { readonly submissionId: string }): ReactElement {
  const fetching = useMutation({
    mutationFn: ({ address, name }: StudyFile) => download(address, name),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Could not be downloaded', message: error.message }),
  });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={fetching.isPending}>
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {filesOf(submissionId).map((file) => (
          <Menu.Item key={file.name} onClick={() => fetching.mutate(file)}>
            {file.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
