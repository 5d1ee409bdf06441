import type { Setting } from '@throughline/service-kit';

/** 32 bytes as 64 hex digits. */
export const masterKeySetting = (name: string): Setting<Uint8Array> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { problem: 'is required' };
    return /^[0-9a-f]{64}$/i.test(raw)
      ? { value: new Uint8Array(Buffer.from(raw, 'hex')) }
      : { problem: 'must be 64 hex digits' };
  },
});
