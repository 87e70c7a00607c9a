import { NavLink } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';

const PAGES = [
  { to: '/submissions', label: 'Submissions' },
  { to: '/submit', label: 'Submit a genome' },
  { to: '/executors', label: 'Executors' },
  { to: '/dead-letters', label: 'Dead letters' },
] as const;

export function Navigation({ onFollowed }: { readonly onFollowed: () => void }): ReactElement {
  const { pathname } = useLocation();
  return (
    <>
      {PAGES.map(({ to, label }) => {
        const isHere = pathname === to || pathname.startsWith(`${to}/`);
        return (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={label}
            active={isHere}
            aria-current={pathname === to ? 'page' : undefined}
            onClick={onFollowed}
          />
        );
      })}
      <NavLink component="a" href="/api/docs" label="REST reference" onClick={onFollowed} />
    </>
  );
}
