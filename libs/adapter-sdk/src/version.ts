/** Version of this contract; an adapter's `manifest.sdk` range must admit it. Equals package.json (checked by a test). */
export const SDK_VERSION = '0.1.0';
