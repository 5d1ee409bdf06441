import type { OwnOutput } from '@throughline/api-types';
import { createSettings, toSettingsDraft, type SettingsDraft } from '../typed-settings/settings-draft.js';

/** An output as its form shows it. */
export interface OutputDraft extends SettingsDraft {
  readonly name: string;
}

export const createDraft = (type: string): OutputDraft => ({ name: '', ...createSettings(type) });

export const toDraft = (output: OwnOutput): OutputDraft => ({ name: output.name, ...toSettingsDraft(output) });
