import { cloudDestinationContract } from '../../testing/cloud-destination.contract.js';
import { openOneDrive } from '#testing/onedrive/onedrive-account.js';

cloudDestinationContract('a OneDrive', openOneDrive);
