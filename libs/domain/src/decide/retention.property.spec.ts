import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { isPresent, type AssetState } from '../asset/state.js';
import type { LibraryConfig } from '../asset/config/library.js';
import { explainRetention } from '../explain/explain-retention.js';
import { findUnrest, restsSince } from '../retention/rest.js';
import { renderRetention } from '../retention/retention-view.js';
import { deletionTime, resolveRetention } from '../retention/rule.js';
import { assetTimers } from './due.js';
import { aServer, type Journey } from '../testing/index.js';
import { histories } from '../testing/random-history.js';
import { decide } from './decide.js';

const DAY_MS = 86_400_000;
const days = fc.option(fc.integer({ min: 1, max: 400 }));
const retention = fc.record({ soft_delete_days: days, hard_delete_days: days }, { requiredKeys: [] });

const libraries: fc.Arbitrary<LibraryConfig> = fc
  .tuple(retention, retention, fc.array(fc.tuple(fc.integer({ min: 14, max: 20 }), retention, fc.boolean())))
  .map(([server, user, templates]) => ({
    ...aServer(['library']),
    retention: server,
    user: { retention_config: user },
    templates: new Map(
      templates.map(([id, retention_config, isDraft]) => [id, { id, name: 'T', isDraft, settings: { retention_config } }]),
    ),
  }));

/** Returns the state after retention was applied at a time, by the present settings. */
function applyAt(
  journey: Journey,
  library: LibraryConfig,
  now: string,
): { readonly deleted: boolean; readonly expiresAt?: string } {
  const { state } = journey;
  const rule = isPresent(state) ? resolveRetention(state, library) : undefined;
  if (rule === undefined) return { deleted: false };
  const decision = decide(state, { type: 'ApplyRetention', rule, now });
  const [event] = 'events' in decision ? decision.events : [];
  if (event?.type !== 'AssetDeleted') return { deleted: false };
  return { deleted: true, ...(event.data.expiresAt === undefined ? {} : { expiresAt: event.data.expiresAt }) };
}

const numRuns = testDepth.runs(500);
const check = (test: (journey: Journey, library: LibraryConfig, wait: number) => void): void => {
  fc.assert(fc.property(histories, libraries, fc.integer({ min: 0, max: 500 }), test), { numRuns });
};
const isAtRest = (state: AssetState): boolean => isPresent(state) && findUnrest(state) === undefined;

describe('retention, after any history and with any settings', () => {
  it('deletes an item exactly if the shown time has come', () => {
    check((journey, library, wait) => {
      if (!isPresent(journey.state) || journey.state.retention !== undefined) return;
      const now = new Date(Date.parse(journey.now) + wait * DAY_MS).toISOString();
      const shown = renderRetention(journey.state, library);
      const isDue = shown !== null && Date.parse(shown.soft_delete_at) <= Date.parse(now);
      expect(applyAt(journey, library, now).deleted).toBe(isDue);
      expect(explainRetention(journey.state, library).plan).toEqual(shown);
    });
  });

  it('never touches an item with a run, a wait, a pause or a review, whatever the settings', () => {
    check((journey, library) => {
      if (isAtRest(journey.state)) return;
      expect(applyAt(journey, library, '2199-01-01T00:00:00.000Z').deleted).toBe(false);
      if (isPresent(journey.state) && journey.state.retention === undefined)
        expect(renderRetention(journey.state, library)).toBeNull();
    });
  });

  it('removes the content no earlier than a day after the deletion', () => {
    check((journey, library, wait) => {
      const now = new Date(Date.parse(journey.now) + wait * DAY_MS).toISOString();
      const { expiresAt } = applyAt(journey, library, now);
      if (expiresAt === undefined) return;
      expect(Date.parse(expiresAt)).toBeGreaterThanOrEqual(Date.parse(now) + DAY_MS);
    });
  });

  it('never deletes at the moment of a restoration, and has a timer for each removal that it sets', () => {
    check((journey, library) => {
      const rule = isPresent(journey.state) ? resolveRetention(journey.state, library) : undefined;
      if (rule === undefined || !isPresent(journey.state) || !isAtRest(journey.state)) return;
      journey.later(rule.days * DAY_MS);
      journey.send({ type: 'ApplyRetention', rule });
      expect(journey.state).toMatchObject({ retention: { days: rule.days, source: rule.source } });
      expect(assetTimers(journey.state)).toHaveLength(rule.keepMs === null ? 0 : 1);
      journey.restore();
      expect(journey.state).not.toHaveProperty('retention');
      const since = isPresent(journey.state) ? restsSince(journey.state) : undefined;
      expect(deletionTime(since ?? '', rule)).toBe(new Date(Date.parse(journey.now) + rule.days * DAY_MS).toISOString());
      expect(decide(journey.state, { type: 'ApplyRetention', rule, now: journey.now })).toEqual({ events: [] });
    });
  });
});
