import { Table } from '@mantine/core';
import type { PropsWithChildren, ReactElement } from 'react';

interface WideTableProps extends PropsWithChildren {
  /** Of the table, in pixels: where there is less room it scrolls sideways. */
  readonly minWidth: number;
  readonly maxHeight?: number;
  /** What a screen reader calls the part that scrolls. */
  readonly label: string;
}

/** A table that may be wider than its place. The scroll bar is there as soon as a column is out of sight, not on hover. */
export function WideTable({ minWidth, maxHeight, label, children }: WideTableProps): ReactElement {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      maxHeight={maxHeight}
      scrollAreaProps={{
        type: 'auto',
        offsetScrollbars: 'x',
        viewportProps: { tabIndex: 0, 'aria-label': label },
      }}
    >
      {children}
    </Table.ScrollContainer>
  );
}
