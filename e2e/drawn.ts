import type { Locator } from 'playwright-core';
import { waitFor } from '#testing';

/** Of a figure: what Vega draws for data, not its axes and legends. */
export const MARKS = 'svg g.role-mark > *';
/** Of the graph of assays: React Flow's boxes, and the lines between them. */
export const BOXES = '.react-flow__node';
export const LINES = '.react-flow__edge-path';

/** As much of the browser's Element as is used here. */
interface Part {
  getBoundingClientRect(): { readonly width: number; readonly height: number };
}

/** How many of these parts somebody sees: that are there, and have an extent. */
export const numDrawn = (place: Locator, parts: string): Promise<number> =>
  place
    .locator(parts)
    .evaluateAll(
      (found) =>
        (found as unknown as Part[])
          .map((part) => part.getBoundingClientRect())
          .filter(({ width, height }) => width + height > 0).length,
    );

/** Waits until so many are drawn, or more. */
export const drawn = (place: Locator, parts: string, atLeast: number): Promise<unknown> =>
  waitFor(async () => (await numDrawn(place, parts)) >= atLeast, {
    timeoutMs: 60_000,
    message: `${atLeast} × ${parts} are drawn`,
  });
