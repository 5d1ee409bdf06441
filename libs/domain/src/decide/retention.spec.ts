import type { JsonObject } from '@throughline/contracts';
import { isPresent, type Asset } from '../asset/state.js';
import type { LibraryConfig } from '../asset/config/library.js';
import { explainRetention } from '../explain/explain-retention.js';
import { restsSince } from '../retention/rest.js';
import { renderRetention } from '../retention/retention-view.js';
import { resolveRetention, type RetentionRule } from '../retention/rule.js';
import { summarizeDecision } from '../testing/describe-decision.js';
import { aServer, type Journey } from '../testing/index.js';
import { STAGES, aConfig, aRun, anOutput } from '../testing/journey.js';
import type { Decision } from './decision.js';

const DAY_MS = 86_400_000;
const rule: RetentionRule = { source: 'user', days: 30, keepMs: 10 * DAY_MS };
const library: LibraryConfig = {
  ...aServer(['library']),
  templates: new Map(),
  user: { retention_config: { soft_delete_days: 30, hard_delete_days: 40 } },
};

const ready = (): Journey => aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
const after = (journey: Journey, act: (journey: Journey) => unknown): Journey => {
  act(journey);
  return journey;
};
/** A complete item that is delivered to a further output. */
const extended = (): Journey =>
  after(ready(), (journey) => journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [anOutput('archive')] }));
const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The item is not registered');
  return state;
};
const apply = (journey: Journey, by: RetentionRule = rule): Decision => journey.send({ type: 'ApplyRetention', rule: by });
const inDays = (from: string, days: number): string => new Date(Date.parse(from) + days * DAY_MS).toISOString();

describe('retention', () => {
  it('deletes an item that has rested for its days, once, with the reason in the event', () => {
    const journey = ready();
    const since = journey.now;
    expect(apply(journey.later(30 * DAY_MS - 60_000))).toEqual({ events: [] });
    expect(apply(journey.later(60_000))).toEqual({
      events: [
        {
          type: 'AssetDeleted',
          v: 1,
          data: { by: 'retention', expiresAt: inDays(journey.now, 10), retention: { source: 'user', days: 30, since } },
        },
      ],
    });
    expect(apply(journey)).toEqual({ events: [] });
  });

  it('shows the days on which the item is deleted and its content removed, before and after', () => {
    const journey = ready();
    const since = journey.now;
    const planned = { soft_delete_at: inDays(since, 30), hard_delete_at: inDays(since, 40), source: 'user' };
    expect(renderRetention(assetOf(journey), library)).toEqual(planned);
    expect(explainRetention(assetOf(journey), library)).toMatchObject({ code: 'planned', since, plan: planned });
    journey.later(31 * DAY_MS);
    apply(journey);
    const done = { soft_delete_at: journey.now, hard_delete_at: inDays(journey.now, 10), source: 'user' };
    expect(renderRetention(assetOf(journey), library)).toEqual(done);
    expect(explainRetention(assetOf(journey), library)).toMatchObject({ code: 'deleted', since, plan: done });
  });

  it('counts from the restoration after it has deleted an item', () => {
    const journey = ready().later(31 * DAY_MS);
    apply(journey);
    journey.restore();
    const restoredAt = journey.now;
    expect(apply(journey)).toEqual({ events: [] });
    expect(renderRetention(assetOf(journey), library)).toMatchObject({ soft_delete_at: inDays(restoredAt, 30) });
    expect(summarizeDecision(apply(journey.later(30 * DAY_MS)))).toBe('done');
  });

  it('counts from the end of a later run', () => {
    const journey = ready().later(20 * DAY_MS);
    journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [anOutput('archive')] });
    expect(restsSince(assetOf(journey))).toBeUndefined();
    journey.through('deliver:archive');
    expect(renderRetention(assetOf(journey), library)).toMatchObject({ soft_delete_at: inDays(journey.now, 30) });
  });

  it('expires its items like others, and never those without an end', () => {
    const journey = ready().later(31 * DAY_MS);
    apply(journey);
    journey.later(10 * DAY_MS).poke();
    expect(journey.trail.at(-1)).toBe('EXPIRED');
    const kept = ready().later(31 * DAY_MS);
    apply(kept, { ...rule, keepMs: null });
    expect(renderRetention(assetOf(kept), library)).toMatchObject({ hard_delete_at: null });
    expect(kept.later(5_000 * DAY_MS).poke()).toEqual([]);
    expect(summarizeDecision(kept.restore())).toBe('done');
  });

  it.each<[string, string, () => Journey]>([
    ['that is being delivered', 'active', () => extended()],
    [
      'with a failed follow-up',
      'not-ready',
      () => {
        const config = { ...aConfig(), outputs: [anOutput('library', { follow_ups: ['thumbnail'] })] };
        const journey = aRun(config).through('DOWNLOAD', ...STAGES, 'deliver:library');
        journey.start('deliver:library/thumbnail');
        journey.fail('deliver:library/thumbnail');
        return journey;
      },
    ],
    [
      'that is paused',
      'active',
      () => {
        const journey = extended();
        journey.start('deliver:archive');
        journey.pause();
        return journey;
      },
    ],
    [
      'that waits for a review of an output',
      'not-ready',
      () => {
        const journey = aRun(aConfig(['library', 'archive'], { auto_upload: false })).through('DOWNLOAD', ...STAGES);
        journey.publish('library');
        return journey.through('deliver:library');
      },
    ],
    ['that has failed', 'not-ready', () => after(aRun(), (journey) => [journey.start('DOWNLOAD'), journey.fail('DOWNLOAD')])],
    ['that was reset', 'not-ready', () => after(ready(), (journey) => journey.reset())],
    ['that a person has deleted', 'removed', () => after(ready(), (journey) => journey.delete(5_000 * DAY_MS))],
    ['that was erased', 'removed', () => after(ready(), (journey) => journey.erase())],
  ])('leaves an item alone %s', (_which, code, arrange) => {
    const journey = arrange().later(1_000 * DAY_MS);
    const before = journey.state;
    expect(apply(journey)).toEqual({ events: [] });
    expect(journey.state).toBe(before);
    expect(renderRetention(assetOf(journey), library)).toBeNull();
    expect(explainRetention(assetOf(journey), library)).toMatchObject({ code, plan: null });
  });

  it('leaves an item alone whose delivery is unconfirmed', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    journey.complete('deliver:library', { result: { unconfirmed: true } });
    expect(apply(journey.later(1_000 * DAY_MS))).toEqual({ events: [] });
    expect(explainRetention(assetOf(journey), library)).toMatchObject({ code: 'unconfirmed' });
    journey.settle('deliver:library', true);
    expect(renderRetention(assetOf(journey), library)).toMatchObject({ soft_delete_at: inDays(journey.now, 30) });
  });

  it('counts no output that a person has skipped, unless its content may be there', () => {
    const skipped = (result?: JsonObject): Journey => {
      const journey = aRun(aConfig(['library', 'nextcloud'])).through('DOWNLOAD', ...STAGES, 'deliver:library');
      journey.start('deliver:nextcloud');
      if (result === undefined) journey.fail('deliver:nextcloud');
      else journey.complete('deliver:nextcloud', { result });
      journey.skipStage('deliver:nextcloud');
      return journey;
    };
    expect(explainRetention(assetOf(skipped()), library)).toMatchObject({ plan: { source: 'user' } });
    const unsure = skipped({ unconfirmed: true });
    expect(explainRetention(assetOf(unsure), library)).toMatchObject({ code: 'unconfirmed' });
    unsure.settle('deliver:nextcloud', true);
    expect(explainRetention(assetOf(unsure), library)).toMatchObject({ plan: { source: 'user' } });
  });

  it('does not delete an item that was bound to another template since the rule was made', () => {
    const journey = ready().later(31 * DAY_MS);
    journey.send({ type: 'BindTemplate', by: 'owner-1', template: 7 });
    expect(apply(journey)).toEqual({ events: [] });
    expect(summarizeDecision(apply(journey, { ...rule, template: 7 }))).toBe('done');
  });
});

describe('the retention of a library', () => {
  const configOf = (parts: Partial<LibraryConfig>): LibraryConfig => ({
    ...aServer(['library']),
    templates: new Map(),
    ...parts,
  });
  const bound = { id: 7, boundAt: '2026-01-01T00:00:00.000Z' };
  const template = (retention: object, isDraft = false): NonNullable<LibraryConfig['templates']> =>
    new Map([[7, { id: 7, name: 'Talks', isDraft, settings: { retention_config: retention } }]]);

  it('takes each setting from its highest layer: operator, library, template', () => {
    const server = { soft_delete_days: 90, hard_delete_days: 100 };
    const user = { retention_config: { hard_delete_days: 120 } };
    const config = configOf({ retention: server, user, templates: template({ soft_delete_days: 60 }) });
    expect(resolveRetention({}, config)).toEqual({ source: 'server', days: 90, keepMs: 30 * DAY_MS });
    expect(resolveRetention({ template: bound }, config)).toEqual({
      source: 'template',
      days: 60,
      keepMs: 60 * DAY_MS,
      template: 7,
    });
  });

  it('never deletes if a higher layer says never', () => {
    const config = configOf({ retention: { soft_delete_days: 90 }, templates: template({ soft_delete_days: null }) });
    expect(resolveRetention({ template: bound }, config)).toBeUndefined();
    expect(resolveRetention({}, configOf({}))).toBeUndefined();
  });

  it('keeps items while their template is missing, a draft, or not loaded', () => {
    const user = { retention_config: { soft_delete_days: 1 } };
    expect(resolveRetention({ template: bound }, configOf({ user }))).toBeUndefined();
    expect(resolveRetention({ template: bound }, configOf({ user, templates: template({}, true) }))).toBeUndefined();
    expect(resolveRetention({}, { ...aServer(['library']), user })).toBeUndefined();
  });

  it('keeps deleted items as long as others if no layer sets the second number', () => {
    const user = { retention_config: { soft_delete_days: 5 } };
    expect(resolveRetention({}, configOf({ user, deletedKeepMs: 3 * DAY_MS }))).toMatchObject({ keepMs: 3 * DAY_MS });
  });

  it('leaves at least a day to restore an item, also where two layers contradict each other', () => {
    const user = { retention_config: { soft_delete_days: 5, hard_delete_days: 5 } };
    expect(resolveRetention({}, configOf({ user }))).toMatchObject({ keepMs: DAY_MS });
    const config = configOf({ user, templates: template({ soft_delete_days: 50 }) });
    expect(resolveRetention({ template: bound }, config)).toMatchObject({ days: 50, keepMs: DAY_MS });
  });
});
