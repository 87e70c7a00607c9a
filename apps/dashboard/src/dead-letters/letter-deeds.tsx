import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import type { ReactElement } from 'react';
import { ProblemAlert } from '../shell/problem-alert';
import { type Deed, type Letter, useDeed } from './dead-letters-api';

const WORDS: Readonly<Record<Deed, { verb: string; done: string; warning: string; colour: string }>> = {
  replay: {
    verb: 'Replay',
    done: 'is journalled anew',
    warning: 'The command is sent again as it was. Whatever made it fail should be mended by now.',
    colour: 'ocean',
  },
  discard: {
    verb: 'Discard',
    done: 'is gone',
    warning: 'The message is thrown away, and cannot be got back.',
    colour: 'red',
  },
};

/** What can be done about a letter; each is asked for twice. */
export function LetterDeeds({ letter }: { readonly letter: Letter }): ReactElement {
  return (
    <Group gap="sm">
      <LetterDeed deed="replay" letter={letter} />
      <LetterDeed deed="discard" letter={letter} />
    </Group>
  );
}

function LetterDeed({ deed, letter }: { readonly deed: Deed; readonly letter: Letter }): ReactElement {
  const [isOpen, { open, close }] = useDisclosure(false);
  const { mutate, isPending, error, reset } = useDeed(deed);
  const { verb, done, warning, colour } = WORDS[deed];
  const { sequence } = letter;

  function confirm(): void {
    mutate(sequence, {
      onSuccess: () => {
        close();
        notifications.show({ message: `Dead letter ${sequence} ${done}.` });
      },
    });
  }

  return (
    <>
      <Button
        size="xs"
        variant={deed === 'replay' ? 'filled' : 'default'}
        onClick={() => {
          reset();
          open();
        }}
        aria-label={`${verb} dead letter ${sequence}`}
      >
        {verb}
      </Button>
      <Modal opened={isOpen} onClose={close} title={`${verb} dead letter ${sequence}?`} centered>
        <Stack>
          <Text size="sm">{warning}</Text>
          {error && <ProblemAlert error={error} what={`${verb} did not work`} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Leave it
            </Button>
            <Button color={colour} loading={isPending} onClick={confirm}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
