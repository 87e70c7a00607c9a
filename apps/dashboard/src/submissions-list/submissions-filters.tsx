import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { SubmissionsFilter } from '../api/client';
import { SUBMISSION_STATES } from '../shell/states';

interface SubmissionsFiltersProps {
  readonly filter: SubmissionsFilter;
  readonly onChange: (filter: SubmissionsFilter) => void;
}

const STATES = [
  { value: '', label: 'any status' },
  ...SUBMISSION_STATES.map((s) => ({ value: s, label: s })),
];

/** Whose, and in which state. An address is looked for when it is whole: on Enter, or with the button. */
export function SubmissionsFilters({ filter, onChange }: SubmissionsFiltersProps): ReactElement {
  const [email, setEmail] = useState(filter.userEmail ?? '');
  const change = (userEmail: string, status: string): void =>
    onChange({
      ...(userEmail === '' ? {} : { userEmail }),
      ...(status === '' ? {} : { status: status as never }),
    });
  const search = (event: FormEvent): void => {
    event.preventDefault();
    change(email.trim(), filter.status ?? '');
  };
  return (
    <form onSubmit={search} role="search" aria-label="Submissions">
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label="Status"
          data={STATES}
          value={filter.status ?? ''}
          onChange={(event) => change(email.trim(), event.currentTarget.value)}
        />
        <TextInput
          label="User"
          type="email"
          placeholder="ada@example.org"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          Filter
        </Button>
      </Group>
    </form>
  );
}
