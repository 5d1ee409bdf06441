import type { AssetEvent } from '@throughline/contracts';

/** What names a person or their content: kept beside the state, never in it, and gone once the asset's key is destroyed. */
export interface Personal {
  readonly title?: string;
  readonly fileName?: string;
  readonly steps?: Readonly<Record<string, PersonalOfStep>>;
}
export interface PersonalOfStep {
  /** Where a delivered file is found. */
  readonly url?: string;
  /** What went wrong last, for people. */
  readonly message?: string;
}

/** Nothing is known, or everything was erased. */
export const initialPersonal: Personal = {};

const ofStep = (personal: Personal, step: string, change: PersonalOfStep): Personal => ({
  ...personal,
  steps: { ...personal.steps, [step]: change },
});

/** Folds the opened personal parts of events. Total; the state folds without it. */
export function foldPersonal(personal: Personal, event: AssetEvent): Personal {
  switch (event.type) {
    case 'AssetRegistered':
      return event.personal === undefined ? personal : { ...personal, ...event.personal };
    case 'StepStarted':
      // The text of a failure stands until the next attempt starts (D32).
      return personal.steps?.[event.data.step] === undefined ? personal : ofStep(personal, event.data.step, {});
    case 'StepCompleted':
      return event.personal === undefined ? personal : ofStep(personal, event.data.step, event.personal);
    case 'StepFailed':
      return event.personal === undefined ? personal : ofStep(personal, event.data.step, event.personal);
    default:
      return personal;
  }
}
