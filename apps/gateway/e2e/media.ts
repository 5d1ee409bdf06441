import { fileURLToPath } from 'node:url';

const asset = (name: string): string => fileURLToPath(new URL(`../../../assets/${name}`, import.meta.url));

/** Returns the path of a quarter of a minute of speech between two silences. */
export const shortTalk = (): string => asset('short-talk.mp4');
