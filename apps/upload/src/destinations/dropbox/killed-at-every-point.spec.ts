import { killedAtEveryPointContract } from '../../testing/cloud-destination.contract.js';
import { openDropbox } from '#testing/dropbox/dropbox-account.js';

killedAtEveryPointContract('Dropbox', openDropbox);
