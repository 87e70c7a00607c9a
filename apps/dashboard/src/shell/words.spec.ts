import { NOTIFICATION_CHANNELS, NOTIFIED_EVENTS } from '#contracts';
import { ASSAY_STATES, ATTEMPT_STATES, COMPETITION_STATES, SUBMISSION_STATES } from '#domain';
import { COLOUR, ON_DARK as DARK_COLOUR } from '#plots';
import { ANSWERS as ANSWERS_OF_SCIENCE, SUMMARY_KEYS } from '#science';
import { ANSWERS } from '../submission/answers/answers';
import { darkened, ON_DARK } from '../submission/plots/darkened';
import { CHANNELS } from '../submission/notifications/delivery';
import * as form from '../submit/form-values';
import * as states from './states';

describe('what the page says in words of its own', () => {
  it('are all the states there are', () => {
    expect(states.SUBMISSION_STATES).toEqual(SUBMISSION_STATES);
    expect(states.COMPETITION_STATES).toEqual(COMPETITION_STATES);
    const all = [...SUBMISSION_STATES, ...ASSAY_STATES, ...COMPETITION_STATES, ...ATTEMPT_STATES];
    expect(all.filter((state) => !(state in states.STATE_LOOKS))).toEqual([]);
  });

  it('are all that is told, and every way to tell it', () => {
    expect(form.NOTIFIED_EVENTS).toEqual(NOTIFIED_EVENTS);
    expect(Object.keys(CHANNELS)).toEqual(NOTIFICATION_CHANNELS);
  });

  it('are the five answers as the report names them', () => {
    expect(ANSWERS.map(({ key }) => key)).toEqual(SUMMARY_KEYS);
    for (const { key, title, meaning } of ANSWERS) {
      expect({ title, meaning }).toEqual(ANSWERS_OF_SCIENCE[key]);
    }
  });

  it('are the colours of the figures', () => {
    const pairs = Object.entries(COLOUR).map(([name, light]) => [light, DARK_COLOUR[name as never]]);
    expect(ON_DARK).toEqual(Object.fromEntries(pairs));
    expect(darkened({ a: [COLOUR.ink], b: 'ink #1f2328' })).toEqual({
      a: [DARK_COLOUR.ink],
      b: 'ink #1f2328',
    });
  });
});
