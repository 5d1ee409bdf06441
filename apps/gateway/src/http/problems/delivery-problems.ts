import { channelProblems } from './channel-problems.js';
import { credentialProblems } from './credential-problems.js';
import { presetProblems } from './preset-problems.js';

/** Problems with the accounts, channels and outputs that items are delivered to. */
export const deliveryProblems = { ...credentialProblems, ...channelProblems, ...presetProblems };
