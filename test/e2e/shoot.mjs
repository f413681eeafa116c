/**
 * Takes screenshots, light and dark, into the folder that `E2E_SCREENSHOTS` names; without it, none. They are for
 * people to look at, and stay out of git.
 */
export async function shoot(page, name) {
  const folder = process.env.E2E_SCREENSHOTS;
  if (folder === undefined) return;
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
}
