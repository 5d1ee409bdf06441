import type { AssetEvent } from '@throughline/contracts';

/** What names a person or their content: kept beside the state, never in it, and gone once the asset's key is destroyed. */
export interface Personal {
  readonly title?: string;
  readonly fileName?: string;
  /** Whole address of a source that is fetched. */
  readonly sourceUrl?: string;
  readonly pauseReason?: string;
  readonly cancelReason?: string;
  readonly steps?: Readonly<Record<string, PersonalOfStep>>;
}
export interface PersonalOfStep {
  /** Where a delivered file is found. */
  readonly url?: string;
  /** What was found in a document: its title, date, sender, the beginning of its text … */
  readonly details?: Readonly<Record<string, unknown>>;
  /** What went wrong last, or what is waited for, for people. */
  readonly message?: string;
}

/** Nothing is known, or the item was erased or has expired. */
export const initialPersonal: Personal = {};

const ofStep = (personal: Personal, step: string, change: PersonalOfStep): Personal => ({
  ...personal,
  steps: { ...personal.steps, [step]: change },
});

const withoutPauseReason = ({ pauseReason: _pauseReason, ...personal }: Personal): Personal => personal;
const withoutReasons = ({ pauseReason: _pauseReason, cancelReason: _cancelReason, ...personal }: Personal): Personal => personal;

/** A reason stands as long as what it was given for. */
function foldReasons(personal: Personal, event: AssetEvent): Personal {
  switch (event.type) {
    case 'PauseRequested':
      return event.personal?.reason === undefined ? personal : { ...personal, pauseReason: event.personal.reason };
    case 'RunCancelled': {
      const reason = event.personal?.reason;
      return { ...withoutReasons(personal), ...(reason === undefined ? {} : { cancelReason: reason }) };
    }
    case 'Resumed':
      return withoutPauseReason(personal);
    case 'RunStarted':
    case 'AssetReset':
      return withoutReasons(personal);
    default:
      return personal;
  }
}

/** Words about a step. */
function foldSteps(personal: Personal, event: AssetEvent): Personal {
  switch (event.type) {
    case 'StepStarted':
      // The text of a failure stands until the next attempt starts (D32).
      return personal.steps?.[event.data.step] === undefined ? personal : ofStep(personal, event.data.step, {});
    case 'StepCompleted':
    case 'StepFailed':
    case 'StepWaiting':
      return event.personal === undefined ? personal : ofStep(personal, event.data.step, event.personal);
    default:
      return foldReasons(personal, event);
  }
}

/** Folds the opened personal parts of events. Total; the state folds without it. */
export function foldPersonal(personal: Personal, event: AssetEvent): Personal {
  switch (event.type) {
    case 'AssetRegistered':
      return event.personal === undefined ? personal : { ...personal, ...event.personal };
    // Also where an older copy of the key has come back: nothing said before the end of the content is shown again.
    case 'AssetErased':
    case 'AssetExpired':
      return initialPersonal;
    case 'SourceBecameReady':
      return event.personal?.url === undefined ? personal : { ...personal, sourceUrl: event.personal.url };
    default:
      return foldSteps(personal, event);
  }
}
