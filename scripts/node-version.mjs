// Imported first by every script, so it must itself run on very old versions of Node.
const [major, minor] = process.versions.node.split('.').map(Number)
const oldest = { 20: 19, 22: 13 }[major]

if (major < 20 || major === 21 || minor < oldest) {
  console.error(
    `Parley needs Node.js 20.19, 22.13 or newer (this is ${process.version}): install it from https://nodejs.org and try again.`,
  )
  process.exit(1)
}
