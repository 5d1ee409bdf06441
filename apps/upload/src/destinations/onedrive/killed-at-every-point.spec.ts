import { killedAtEveryPointContract } from '../../testing/cloud-destination.contract.js';
import { openOneDrive } from '#testing/onedrive/onedrive-account.js';

killedAtEveryPointContract('OneDrive', openOneDrive);
