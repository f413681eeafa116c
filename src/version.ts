declare const __PACKAGE_VERSION__: string | undefined;

/** Version of this package, as sent in the `user-agent` header. */
export const VERSION: string =
  typeof __PACKAGE_VERSION__ === 'undefined' ? '0.0.0-test' : __PACKAGE_VERSION__;
