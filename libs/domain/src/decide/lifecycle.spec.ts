import { evolve } from '../asset/evolve.js';
import { assetTimers, dueCommands } from './due.js';
import { currentArtifacts, currentWork, openSteps } from '../asset/steps/current-work.js';
import { Journey, STAGES, aConfig, aRun, anArtifact, anOutput } from '../testing/journey.js';
import { newEvent } from './event.js';
import { idle, running, type StatusCase } from '../testing/statuses.js';
import { summarizeDecision, itemOf, describeDecision } from '../testing/describe-decision.js';

const cases = (list: readonly StatusCase[]): readonly (readonly [string, string, StatusCase])[] =>
  list.map((each) => [each.status, each.how, each]);
const all = [...idle, ...running];
const alive = all.filter(({ status }) => status !== 'EXPIRED');
const uploading = (): Journey => {
  const journey = aRun().through('DOWNLOAD', ...STAGES);
  journey.start('deliver:library');
  return journey;
};

describe('a reset (D7, API-07)', () => {
  const dirty = alive.filter(({ how }) => !['never run', 'unmapped', 'its bytes are still to come'].includes(how));

  it.each(cases(dirty))(
    'RUN-12, RUN-13: %s (%s) returns to its start, with waiting stages and outputs, without pause or failure',
    (_status, _how, each) => {
      const journey = each.journey();
      journey.pause();
      expect(describeDecision(journey.reset())).toEqual(['AssetReset']);
      const item = itemOf(journey);
      expect(item).toMatchObject({
        status: 'INITIALIZED',
        failed: false,
        on_pause: false,
        pause_requested_at: null,
        run: null,
        ready_to_upload: false,
        can_run: true,
        cancelled_at: null,
      });
      expect(new Set(item.processing_stages.map(({ status }) => status))).toEqual(new Set(['PENDING']));
      expect(new Set(item.outputs.map(({ status }) => status))).toEqual(new Set(['PENDING']));
      expect(openSteps(journey.state)).toEqual([]);
    },
  );

  it.each(cases(alive))('%s (%s): succeeds a second time and adds nothing', (_status, _how, each) => {
    const journey = each.journey();
    journey.reset();
    expect(summarizeDecision(journey.reset())).toBe('nothing already-reset');
  });

  it('D7: returns an unmapped recording to SKIPPED', () => {
    const journey = aRun(aConfig(), { isMapped: false }).through('DOWNLOAD', ...STAGES);
    journey.reset();
    expect(itemOf(journey).status).toBe('SKIPPED');
  });

  it('keeps the history, and continues the attempt numbers', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    const before = journey.events.length;
    journey.reset();
    journey.run();
    expect(journey.events.length).toBe(before + 3);
    expect(journey.step('DOWNLOAD').attempts.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('makes the reports of running attempts late', () => {
    const journey = uploading();
    journey.reset();
    expect(describeDecision(journey.complete('deliver:library'))).toEqual(['LateResultIgnored deliver:library']);
    journey.run();
    expect(journey.step('deliver:library')).toMatchObject({ phase: 'pending' });
    expect(journey.step('deliver:library').delivered).toBeUndefined();
  });

  it('UPL-10: remembers deliveries, and passes them to the next delivery', () => {
    const journey = uploading();
    journey.complete('deliver:library', { result: { path: 'a/b' } });
    journey.reset();
    expect(itemOf(journey).outputs).toMatchObject([{ status: 'PENDING', target_meta: null, uploaded_at: null }]);
    journey.run();
    journey.through('DOWNLOAD', ...STAGES);
    expect(currentWork(journey.state, 'deliver:library')?.delivered).toEqual({ path: 'a/b' });
    journey.start('deliver:library');
    journey.complete('deliver:library', { result: { path: 'c/d' } });
    expect(journey.step('deliver:library').delivered).toEqual({ path: 'c/d' });
  });

  it('repeats follow-ups', () => {
    const config = aConfig([], { outputs: [anOutput('library', { follow_ups: ['thumbnail'] })] });
    const journey = aRun(config).through('DOWNLOAD', ...STAGES, 'deliver:library', 'deliver:library/thumbnail');
    journey.reset();
    journey.run(config);
    journey.through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(journey.step('deliver:library/thumbnail').phase).toBe('scheduled');
  });
});

describe('a deletion', () => {
  it.each(cases(alive))('%s (%s): keeps the content until the retention date, and ends the active run', (_status, _how, each) => {
    const journey = each.journey();
    const active = itemOf(journey).run?.active === true;
    expect(describeDecision(journey.delete())).toEqual(active ? ['RunCancelled', 'AssetDeleted'] : ['AssetDeleted']);
    expect(openSteps(journey.state)).toEqual([]);
    const item = itemOf(journey);
    expect(item).toMatchObject({ deleted_at: journey.now, ready_to_upload: false, can_run: false, can_pause: false });
    expect(Date.parse(item.expires_at ?? '')).toBe(Date.parse(journey.now) + 60_000);
    expect(item.status).not.toBe('EXPIRED');
    expect(assetTimers(journey.state)).toEqual([{ purpose: 'retention', dueAt: item.expires_at }]);
  });

  it.each(cases(alive))('%s (%s): refuses everything but a restore, and names that way out', (_status, _how, each) => {
    const journey = each.journey();
    journey.delete();
    const before = journey.state;
    const stage = { step: 'TRIM' } as const;
    expect(
      [journey.run(), journey.pause(), journey.cancel(), journey.reset(), journey.unstick(), journey.skipStage(stage.step)].map(
        summarizeDecision,
      ),
    ).toEqual(Array.from({ length: 6 }, () => 'refused deleted'));
    expect(summarizeDecision(journey.settle('deliver:library', true))).toBe('refused deleted');
    expect(summarizeDecision(journey.delete())).toBe('nothing already-deleted');
    expect(journey.state).toBe(before);
    expect(summarizeDecision(journey.restore())).toBe('done');
  });

  it('shows the last finished phase after an upload was stopped, makes its worker late, and keeps files readable', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.complete('TRIM', { artifacts: [anArtifact()] });
    journey.start('TRANSCRIBE');
    journey.delete();
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: false });
    expect(describeDecision(journey.complete('TRANSCRIBE'))).toEqual(['LateResultIgnored TRANSCRIBE']);
    expect(currentArtifacts(journey.state)).toHaveLength(1);
  });

  it('ends a pause, so that nothing resumes a deleted item', () => {
    const journey = uploading();
    journey.pause({ until: new Date(Date.parse(journey.now) + 10_000).toISOString() });
    const [resume] = dueCommands(journey.state, { now: '2027-01-01T00:00:00.000Z', by: 'ingest' });
    journey.delete();
    expect(itemOf(journey).on_pause).toBe(false);
    expect(resume === undefined ? undefined : journey.send(resume)).toEqual({ events: [] });
  });

  it('needs a valid date, and stores it in the format of events', () => {
    const journey = new Journey().register();
    const ask = { type: 'DeleteAsset', by: 'owner-1' } as const;
    expect(summarizeDecision(journey.send({ ...ask, expiresAt: 'some day' }))).toBe('refused bad-date');
    journey.send({ ...ask, expiresAt: '2030-01-01T02:00:00+02:00' });
    expect(itemOf(journey).expires_at).toBe('2030-01-01T00:00:00.000Z');
  });
});

describe('a restore', () => {
  it.each(cases(idle.filter(({ status }) => status !== 'EXPIRED')))(
    '%s (%s): returns the item to its state before the deletion',
    (_status, _how, each) => {
      const journey = each.journey();
      const { updated_at: _then, ...before } = itemOf(journey);
      journey.delete();
      journey.restore();
      expect(itemOf(journey)).toMatchObject(before);
      expect(assetTimers(journey.state)).toEqual([]);
    },
  );

  it('leaves the stopped run cancelled; a new run continues from there', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.delete();
    journey.restore();
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', can_run: true, deleted_at: null, expires_at: null });
    expect(describeDecision(journey.run())).toEqual(['RunStarted', 'StepScheduled TRIM']);
  });

  it('succeeds for an item that is not deleted, and adds nothing', () => {
    expect(summarizeDecision(new Journey().register().restore())).toBe('nothing not-deleted');
  });
});

describe('the retention date', () => {
  it('AGG-03, USR-05: makes the item EXPIRED once, and nothing restores it', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    journey.delete(10_000);
    expect(journey.poke()).toEqual([]);
    expect(journey.later(10_000).poke().map(describeDecision)).toEqual([['AssetExpired']]);
    expect(journey.poke()).toEqual([]);
    expect(itemOf(journey)).toMatchObject({ status: 'EXPIRED', can_run: false, ready_to_upload: false });
    expect(
      [journey.run(), journey.pause(), journey.cancel(), journey.reset(), journey.unstick(), journey.restore()].map(
        summarizeDecision,
      ),
    ).toEqual(Array.from({ length: 6 }, () => 'refused expired'));
    expect(summarizeDecision(journey.delete())).toBe('nothing already-deleted');
    expect(assetTimers(journey.state)).toEqual([]);
  });

  it('leaves no personal data, even if an older copy of the data key is restored', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM', { message: 'ada was cut off' });
    journey.delete(10_000);
    expect(JSON.stringify(journey.personal)).toContain('ada');
    expect(itemOf(journey).title).not.toBeNull();
    journey.later(10_000).poke();
    expect(journey.personal).toEqual({});
    expect(itemOf(journey)).toMatchObject({ title: null, file_name: null, source: { sha256: null }, expired_at: journey.now });
    const restore = itemOf(journey).allowed_actions.find(({ action }) => action === 'restore');
    expect(restore).toMatchObject({
      allowed: false,
      code: 'expired',
      reason: expect.stringContaining('cannot be restored') as string,
    });
  });

  it('counts once: a second event in an old history changes nothing', () => {
    const journey = new Journey().register();
    journey.delete(10_000);
    journey.later(10_000).poke();
    const again = evolve(journey.state, newEvent('AssetExpired', {}), {
      assetId: journey.assetId,
      at: '2099-01-01T00:00:00.000Z',
    });
    expect(again).toMatchObject({ expiredAt: journey.now });
  });

  it('does nothing to a restored item, or to one that is kept longer now', () => {
    const journey = new Journey().register();
    journey.delete(10_000);
    const [due] = dueCommands(journey.state, { now: '2027-01-01T00:00:00.000Z', by: 'ingest' });
    journey.restore();
    expect(due === undefined ? undefined : journey.later(20_000).send(due)).toEqual({ events: [] });
    journey.delete(10_000_000);
    expect(due === undefined ? undefined : journey.send(due)).toEqual({ events: [] });
  });

  it('makes later bytes of the source unacceptable', () => {
    const journey = new Journey();
    journey.send({ type: 'RegisterAsset', assetId: journey.assetId, owner: 'o', title: 't', language: 'en', isMapped: true });
    journey.delete(1_000);
    journey.later(5_000).poke();
    expect(summarizeDecision(journey.send({ type: 'ProvideSource', source: { kind: 'simulated', settings: {} } }))).toBe(
      'refused expired',
    );
  });
});
