import { Group, NativeSelect, NumberInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Schemas } from '#client';
import type { CompetitionsFilter } from '../../api/client';
import { COMPETITION_STATES } from '../../shell/states';
import { changed } from './search';

interface CompetitionsFiltersProps {
  readonly assays: readonly Schemas['AssayView'][];
  readonly filter: CompetitionsFilter;
  readonly onChange: (filter: CompetitionsFilter) => void;
}

const STATES = [
  { value: '', label: 'any status' },
  ...COMPETITION_STATES.map((s) => ({ value: s, label: s })),
];

/** Which competitions; an ordinal leads to its place in an assay. */
export function CompetitionsFilters({ assays, filter, onChange }: CompetitionsFiltersProps): ReactElement {
  const change = (name: keyof CompetitionsFilter, value: string | number): void =>
    onChange(changed(filter, name, value));
  return (
    <Group gap="sm" align="flex-end" role="search" aria-label="Competitions">
      <NativeSelect
        label="Assay"
        data={[
          { value: '', label: 'any assay' },
          ...assays.map(({ id, assayType }) => ({ value: id, label: assayType })),
        ]}
        value={filter.assayId ?? ''}
        onChange={(event) => change('assayId', event.currentTarget.value)}
      />
      <NativeSelect
        label="Status"
        data={STATES}
        value={filter.status ?? ''}
        onChange={(event) => change('status', event.currentTarget.value)}
      />
      <NumberInput
        label="From ordinal"
        placeholder={filter.assayId === undefined ? 'of an assay' : '0'}
        disabled={filter.assayId === undefined}
        w={130}
        min={0}
        max={999_999_999}
        allowDecimal={false}
        allowNegative={false}
        value={filter.fromOrdinal ?? ''}
        onChange={(value) => change('fromOrdinal', value)}
      />
    </Group>
  );
}
