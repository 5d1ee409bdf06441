import { fileURLToPath } from 'node:url';

const asset = (name: string): string => fileURLToPath(new URL(`../../../assets/${name}`, import.meta.url));

/** Settings of runs whose stages need no speech recognition, which costs seconds of processor time for each item. */
export const WITHOUT_TRANSCRIPT = { transcription: { enable_transcription: false } };

/** Returns the path of a quarter of a minute of speech between two silences. */
export const shortTalk = (): string => asset('short-talk.mp4');
