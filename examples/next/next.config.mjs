/** @type {import('next').NextConfig} */
const config = {
  // This folder is the app. Without it, the lockfile of the repository around it makes the bundler guess higher up.
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
};

export default config;
