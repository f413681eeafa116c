const config = {
  // The packages are in the folder above.
  turbopack: { root: `${import.meta.dirname}/..` },
};

export default config;
