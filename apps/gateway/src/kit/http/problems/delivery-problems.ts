import { channelProblems } from './channel-problems.js';
import { credentialProblems } from './credential-problems.js';
import { ownOutputProblems } from './own-output-problems.js';

/** Problems with the accounts, channels and outputs that items are delivered to. */
export const deliveryProblems = { ...credentialProblems, ...channelProblems, ...ownOutputProblems };
