/** @type {import('next').NextConfig} */
const config = {
  // The root of the app. Otherwise the bundler infers the repository root from its lockfile.
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
};

export default config;
