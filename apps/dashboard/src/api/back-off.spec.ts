import { waitBeforeTry } from './back-off';

describe('the wait before a try', () => {
  it('doubles up to half a minute', () => {
    expect([1, 2, 3, 6, 60].map((n) => waitBeforeTry(n, 0))).toEqual([1000, 2000, 4000, 30_000, 30_000]);
  });

  it('is spread, so that not all pages come back at once', () => {
    expect(waitBeforeTry(2, 0.99)).toBeLessThan(waitBeforeTry(2, 0.1));
    expect(waitBeforeTry(1, 0.99)).toBeGreaterThanOrEqual(500);
  });
});
