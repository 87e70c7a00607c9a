import { Drawer } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import { CompetitionDetails } from './competition-details';
import type { ChosenCompetition } from './use-competitions-filter';

interface CompetitionDrawerProps {
  readonly submissionId: string;
  readonly chosen: ChosenCompetition | undefined;
  readonly assays: readonly Schemas['AssayView'][];
  readonly onClose: () => void;
}

/** One competition beside the table. */
export function CompetitionDrawer({
  submissionId,
  chosen,
  assays,
  onClose,
}: CompetitionDrawerProps): ReactElement {
  const assayType = assays.find(({ id }) => id === chosen?.assayId)?.assayType ?? 'Competition';
  return (
    <Drawer
      opened={chosen !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={chosen && `${assayType} ${chosen.ordinal}`}
      closeButtonProps={{ 'aria-label': 'Close the competition' }}
    >
      {chosen && (
        <CompetitionDetails
          key={`${chosen.assayId} ${chosen.ordinal}`}
          competition={{ submissionId, ...chosen }}
        />
      )}
    </Drawer>
  );
}
