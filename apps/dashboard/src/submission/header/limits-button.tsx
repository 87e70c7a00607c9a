import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import type { SubmissionActions } from '../../shell/use-submission-actions';
import { LimitsForm } from './limits-form';

interface LimitsButtonProps {
  readonly submission: Schemas['Submission'];
  readonly update: SubmissionActions['update'];
}

export function LimitsButton({ submission, update }: LimitsButtonProps): ReactElement {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open}>
        Limits…
      </Button>
      <Modal opened={opened} onClose={close} title="Limits of this submission" centered>
        <LimitsForm submission={submission} update={update} onDone={close} />
      </Modal>
    </>
  );
}
