/// What happens when the file system fails.
package dev.tektite.tests.faults;
