import { evolve } from '../asset/evolve.js';
import { assetTimers, dueCommands } from '../steps/due.js';
import { currentArtifacts, currentWork, openSteps } from '../steps/current-work.js';
import { Journey, STAGES, aConfig, aRun, anArtifact, anOutput } from '../testing/journey.js';
import { newEvent } from './event.js';
import { idle, running, type InStatus } from '../testing/statuses.js';
import { answered, itemOf, told } from '../testing/told.js';

const cases = (list: readonly InStatus[]): readonly (readonly [string, string, InStatus])[] =>
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
    'RUN-12, RUN-13: %s (%s) is put back to its start, stages and outputs waiting, no pause, no failure',
    (_status, _how, each) => {
      const journey = each.journey();
      journey.pause();
      expect(told(journey.reset())).toEqual(['AssetReset']);
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

  it.each(cases(alive))('%s (%s): a second one succeeds and adds nothing', (_status, _how, each) => {
    const journey = each.journey();
    journey.reset();
    expect(answered(journey.reset())).toBe('nothing already-reset');
  });

  it('D7: gives an unmapped recording back to SKIPPED', () => {
    const journey = aRun(aConfig(), { isMapped: false }).through('DOWNLOAD', ...STAGES);
    journey.reset();
    expect(itemOf(journey).status).toBe('SKIPPED');
  });

  it('keeps the history, and counts attempts on', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM');
    const before = journey.events.length;
    journey.reset();
    journey.run();
    expect(journey.events.length).toBe(before + 3);
    expect(journey.step('DOWNLOAD').attempts.map(({ number }) => number)).toEqual([1, 2]);
  });

  it('while something runs makes what it still says late', () => {
    const journey = uploading();
    journey.reset();
    expect(told(journey.complete('deliver:library'))).toEqual(['LateResultIgnored deliver:library']);
    journey.run();
    expect(journey.step('deliver:library')).toMatchObject({ phase: 'pending' });
    expect(journey.step('deliver:library').delivered).toBeUndefined();
  });

  it('UPL-10: remembers what an output was given, and hands it to the next delivery', () => {
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

  it('does again what follows upon an upload', () => {
    const config = aConfig([], { outputs: [anOutput('library', { follow_ups: ['thumbnail'] })] });
    const journey = aRun(config).through('DOWNLOAD', ...STAGES, 'deliver:library', 'deliver:library/thumbnail');
    journey.reset();
    journey.run(config);
    journey.through('DOWNLOAD', ...STAGES, 'deliver:library');
    expect(journey.step('deliver:library/thumbnail').phase).toBe('scheduled');
  });
});

describe('deleting', () => {
  it.each(cases(alive))(
    '%s (%s): keeps the content until the retention date, and ends what is going on',
    (_status, _how, each) => {
      const journey = each.journey();
      const active = itemOf(journey).run?.active === true;
      expect(told(journey.delete())).toEqual(active ? ['RunCancelled', 'AssetDeleted'] : ['AssetDeleted']);
      expect(openSteps(journey.state)).toEqual([]);
      const item = itemOf(journey);
      expect(item).toMatchObject({ deleted_at: journey.now, ready_to_upload: false, can_run: false, can_pause: false });
      expect(Date.parse(item.expires_at ?? '')).toBe(Date.parse(journey.now) + 60_000);
      expect(item.status).not.toBe('EXPIRED');
      expect(assetTimers(journey.state)).toEqual([{ purpose: 'retention', dueAt: item.expires_at }]);
    },
  );

  it.each(cases(alive))('%s (%s): afterwards everything is refused with the way out, but a restore', (_status, _how, each) => {
    const journey = each.journey();
    journey.delete();
    const before = journey.state;
    const stage = { step: 'TRIM' } as const;
    expect(
      [journey.run(), journey.pause(), journey.cancel(), journey.reset(), journey.unstick(), journey.skipStage(stage.step)].map(
        answered,
      ),
    ).toEqual(Array.from({ length: 6 }, () => 'refused deleted'));
    expect(answered(journey.settle('deliver:library', true))).toBe('refused deleted');
    expect(answered(journey.delete())).toBe('nothing already-deleted');
    expect(journey.state).toBe(before);
    expect(answered(journey.restore())).toBe('done');
  });

  it('while it is uploaded: the status is that of the last finished phase, what the worker says is late, and files stay readable', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.complete('TRIM', { artifacts: [anArtifact()] });
    journey.start('TRANSCRIBE');
    journey.delete();
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: false });
    expect(told(journey.complete('TRANSCRIBE'))).toEqual(['LateResultIgnored TRANSCRIBE']);
    expect(currentArtifacts(journey.state)).toHaveLength(1);
  });

  it('while it is paused ends the pause: nothing resumes what is deleted', () => {
    const journey = uploading();
    journey.pause({ until: new Date(Date.parse(journey.now) + 10_000).toISOString() });
    const [resume] = dueCommands(journey.state, { now: '2027-01-01T00:00:00.000Z', by: 'ingest' });
    journey.delete();
    expect(itemOf(journey).on_pause).toBe(false);
    expect(resume === undefined ? undefined : journey.send(resume)).toEqual({ events: [] });
  });

  it('needs a date that can be read, and stores it as events hold times', () => {
    const journey = new Journey().register();
    const ask = { type: 'DeleteAsset', by: 'owner-1' } as const;
    expect(answered(journey.send({ ...ask, expiresAt: 'some day' }))).toBe('refused bad-date');
    journey.send({ ...ask, expiresAt: '2030-01-01T02:00:00+02:00' });
    expect(itemOf(journey).expires_at).toBe('2030-01-01T00:00:00.000Z');
  });
});

describe('restoring', () => {
  it.each(cases(idle.filter(({ status }) => status !== 'EXPIRED')))(
    '%s (%s): is as it was before it was deleted',
    (_status, _how, each) => {
      const journey = each.journey();
      const { updated_at: _then, ...before } = itemOf(journey);
      journey.delete();
      journey.restore();
      expect(itemOf(journey)).toMatchObject(before);
      expect(assetTimers(journey.state)).toEqual([]);
    },
  );

  it('what was going on stays cancelled, and goes on when it is run', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.delete();
    journey.restore();
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', can_run: true, deleted_at: null, expires_at: null });
    expect(told(journey.run())).toEqual(['RunStarted', 'StepScheduled TRIM']);
  });

  it('of what is not deleted succeeds and adds nothing', () => {
    expect(answered(new Journey().register().restore())).toBe('nothing not-deleted');
  });
});

describe('the retention date', () => {
  it('AGG-03, USR-05: makes it EXPIRED once, when it has come; nothing brings it back', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    journey.delete(10_000);
    expect(journey.poke()).toEqual([]);
    expect(journey.later(10_000).poke().map(told)).toEqual([['AssetExpired']]);
    expect(journey.poke()).toEqual([]);
    expect(itemOf(journey)).toMatchObject({ status: 'EXPIRED', can_run: false, ready_to_upload: false });
    expect(
      [journey.run(), journey.pause(), journey.cancel(), journey.reset(), journey.unstick(), journey.restore()].map(answered),
    ).toEqual(Array.from({ length: 6 }, () => 'refused expired'));
    expect(answered(journey.delete())).toBe('nothing already-deleted');
    expect(assetTimers(journey.state)).toEqual([]);
  });

  it('leaves nothing personal, also where an older copy of the data key has come back', () => {
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

  it('comes once: a second event in an old history changes nothing', () => {
    const journey = new Journey().register();
    journey.delete(10_000);
    journey.later(10_000).poke();
    const again = evolve(journey.state, newEvent('AssetExpired', {}), {
      assetId: journey.assetId,
      at: '2099-01-01T00:00:00.000Z',
    });
    expect(again).toMatchObject({ expiredAt: journey.now });
  });

  it('does nothing to what was restored meanwhile, or is kept longer now', () => {
    const journey = new Journey().register();
    journey.delete(10_000);
    const [due] = dueCommands(journey.state, { now: '2027-01-01T00:00:00.000Z', by: 'ingest' });
    journey.restore();
    expect(due === undefined ? undefined : journey.later(20_000).send(due)).toEqual({ events: [] });
    journey.delete(10_000_000);
    expect(due === undefined ? undefined : journey.send(due)).toEqual({ events: [] });
  });

  it('refuses bytes that come after it', () => {
    const journey = new Journey();
    journey.send({ type: 'RegisterAsset', assetId: journey.assetId, owner: 'o', title: 't', language: 'en', isMapped: true });
    journey.delete(1_000);
    journey.later(5_000).poke();
    expect(answered(journey.send({ type: 'ProvideSource', source: { kind: 'simulated', settings: {} } }))).toBe(
      'refused expired',
    );
  });
});
