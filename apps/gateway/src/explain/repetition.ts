import type { RecordingItem } from '../recordings/recording-view.js';

export interface Repetition {
  readonly id: string;
  readonly created_at: string;
  readonly says: string;
}

/** That the same content is there already. It is worked on all the same: what to do about it is its owner's to say. */
export const repetition = (of: RecordingItem['duplicate_of']): Repetition | null =>
  of === null
    ? null
    : {
        ...of,
        says: `It has the same content as ${of.id}, which was registered at ${of.created_at}. Delete one of them if you need it once.`,
      };
