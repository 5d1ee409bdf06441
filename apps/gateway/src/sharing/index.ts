export { SHARE_LINK_STORE, type ShareLinkStore } from './share-link-store.js';
export { FEED_STORE, type FeedStore } from './feeds/feed-store.js';
