import { cloudDestinationContract } from '../../testing/cloud-destination.contract.js';
import { openDropbox } from '#testing/dropbox/dropbox-account.js';

cloudDestinationContract('a Dropbox', openDropbox);
