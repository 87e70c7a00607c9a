import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { SubmissionActions } from './use-submission-actions';

interface CancelButtonProps {
  readonly cancel: SubmissionActions['cancel'];
  /** Which submission, in the words of its row: buttons of a list must not all be called the same. */
  readonly of?: string;
  readonly size?: 'xs' | 'sm';
}

/** Cancels after a question: what has been measured stays, but it cannot be taken up again. */
export function CancelButton({ cancel, of, size = 'sm' }: CancelButtonProps): ReactElement {
  const [asking, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        size={size}
        onClick={open}
        loading={cancel.isPending}
        aria-label={of && `Cancel ${of}`}
      >
        Cancel…
      </Button>
      <Modal opened={asking} onClose={close} title="Cancel this submission?" centered>
        <Text size="sm" mb="md">
          Its containers are stopped. What has been measured stays; it cannot be taken up again. To pause it,
          hold it.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Leave it running
          </Button>
          <Button
            color="red"
            onClick={() => {
              cancel.mutate();
              close();
            }}
          >
            Cancel the submission
          </Button>
        </Group>
      </Modal>
    </>
  );
}
