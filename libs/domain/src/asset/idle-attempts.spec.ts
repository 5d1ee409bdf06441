import { TRANSCRIBE } from '@throughline/contracts';
import { documentRows } from '../status/document-rows.js';
import { sessionStatusOf } from '../status/session-status.js';
import { SESSION_MESSAGES, renderSession } from '../kinds/session/view.js';
import { DRIVE, Journey, STAGES, aConfig, aRun, pageViewOf, aTranscribedAudit } from '../testing/index.js';
import { itemOf, summarizeDecision } from '../testing/describe-decision.js';
import { isPresent, type Asset } from './state.js';

const OFTEN = 9;

const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};

const begunAndWaiting = (journey: Journey, step: string, progress = 0): Journey => {
  journey.start(step);
  journey.wait(step, { progress });
  return journey;
};

const looking = (journey: Journey, step: string): Journey => {
  for (let looks = 0; looks < OFTEN; looks += 1) journey.later(60_000).wait(step, { for: 'output-unreachable' });
  return journey;
};

/** Pauses and resumes several times; each pause withdraws the queued attempt. */
const pausing = (journey: Journey): Journey => {
  for (let times = 0; times < OFTEN; times += 1) {
    journey.pause();
    journey.run();
  }
  return journey;
};

const processed = (): Journey => aRun().through('DOWNLOAD', ...STAGES);
/** A part of the recording is at the output. */
const uploading = (): Journey => begunAndWaiting(processed(), 'deliver:library', 0.4);

const aPipeline = (pipeline: 'session' | 'document'): Journey => {
  const journey = new Journey().register({ pipeline });
  journey.run(aConfig([]));
  return journey;
};

describe('an item that has started and then waits for long', () => {
  it('AGG-09: stays UPLOADING, however many checks its delivery makes before it starts again', () => {
    const journey = looking(uploading(), 'deliver:library');
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADING', waiting_for: [{ for: 'output-unreachable' }] });
    expect(journey.trail.slice(-2)).toEqual(['PROCESSED', 'UPLOADING']);
    journey.through('deliver:library');
    expect(journey.trail.slice(-2)).toEqual(['UPLOADING', 'READY']);
  });

  it('stays UPLOADING, however often it was paused', () => {
    expect(itemOf(pausing(uploading())).status).toBe('UPLOADING');
  });

  it('AGG-07, AGG-08: is PROCESSED while its delivery waits and nothing was sent, and its run stays active', () => {
    const journey = begunAndWaiting(processed(), 'deliver:library');
    expect(journey.trail.slice(-2)).toEqual(['UPLOADING', 'PROCESSED']);
    looking(journey, 'deliver:library');
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', waiting_for: [{ for: 'output-unreachable' }] });
    expect(summarizeDecision(journey.run())).toBe('refused already-running');
    expect(summarizeDecision(journey.pause())).toBe('refused not-pausable');
    journey.through('deliver:library');
    expect(journey.trail.slice(-3)).toEqual(['PROCESSED', 'UPLOADING', 'READY']);
  });

  it('AGG-08, AGG-10: is UPLOADING while another output is sent or is next, and UPLOADED once that one is delivered', () => {
    const journey = begunAndWaiting(aRun(aConfig(['library', 'archive'])).through('DOWNLOAD', ...STAGES), 'deliver:library');
    expect(itemOf(journey).status).toBe('UPLOADING');
    journey.start('deliver:archive');
    expect(itemOf(journey).status).toBe('UPLOADING');
    journey.complete('deliver:archive');
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADED', run: { active: true } });
    journey.cancel();
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADED', run: { active: false }, waiting_for: [] });
  });

  it("AGG-16: starts anew with another run, in which an earlier run's transfer does not count", () => {
    const journey = looking(uploading(), 'deliver:library');
    journey.cancel();
    journey.run();
    looking(journey, 'deliver:library');
    expect(itemOf(journey).status).toBe('PROCESSED');
    journey.start('deliver:library');
    expect(itemOf(journey).status).toBe('UPLOADING');
  });

  it('PRG-02: stays processing as a session, with a message that processing continues', () => {
    const journey = looking(begunAndWaiting(aPipeline('session').through('DOWNLOAD'), TRANSCRIBE), TRANSCRIBE);
    const { status, message } = renderSession(assetOf(journey), journey.personal, { now: journey.now });
    expect([status, message]).toEqual(['processing', SESSION_MESSAGES.again]);
  });

  it('PRG-02: never returns to pending as a session, however often it was paused', () => {
    const journey = pausing(begunAndWaiting(aPipeline('session'), 'DOWNLOAD'));
    expect(journey.step('DOWNLOAD').attempts.filter(({ end }) => end === 'withdrawn').length).toBeGreaterThan(4);
    expect(sessionStatusOf(assetOf(journey))).toBe('processing');
  });

  it('DOC-09: stays in progress as a document step, while it waits and while it is paused', () => {
    for (const wait of [(journey: Journey) => looking(journey, 'hash_file'), pausing]) {
      const journey = wait(begunAndWaiting(aPipeline('document'), 'hash_file'));
      expect(documentRows(assetOf(journey))[0]).toMatchObject({ step_name: 'hash_file', status: 'in_progress' });
    }
  });

  it('AUD-06: keeps its status on the page, with the time of its latest start', () => {
    const journey = begunAndWaiting(aTranscribedAudit(), DRIVE).later(60_000);
    journey.start(DRIVE);
    const began = pageViewOf(journey);
    expect(began?.since).toBe(journey.now);
    journey.wait(DRIVE);
    looking(journey, DRIVE);
    expect(pageViewOf(journey)).toEqual(began);
    expect(began).toMatchObject({ status: 'Uploading to Drive' });
  });

  it('keeps the state small over many runs: besides the newest few idle attempts, one started attempt stays', () => {
    const journey = uploading();
    for (let runs = 0; runs < 20; runs += 1) {
      looking(journey, 'deliver:library');
      begunAndWaiting(journey, 'deliver:library');
      journey.cancel();
      journey.run();
    }
    const idle = journey.step('deliver:library').attempts.filter(({ end }) => end === 'waited' || end === 'withdrawn');
    expect(idle.length).toBeLessThan(10);
  });
});
