/*
 * replay.c - main of a fuzz target without libFuzzer: runs it once over every
 * file given, and over every file in every folder given.
 *
 * usage: fuzz-NAME FILE-OR-FOLDER ...
 */
#include <dirent.h>
#include <sys/stat.h>

#include "fuzz.h"

static unsigned long	 count;

static void
run_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	uint8_t *p;
	size_t n;

	if (f == NULL || fstat(fileno(f), &st) != 0) {
		perror(path);
		exit(2);
	}
	/* Exactly as much heap as the file, so that a sanitizer sees one octet more. */
	p = malloc(st.st_size != 0 ? (size_t)st.st_size : 1);
	if (p == NULL)
		abort();
	n = fread(p, 1, (size_t)st.st_size, f);
	fclose(f);
	LLVMFuzzerTestOneInput(p, n);
	free(p);
	count++;
}

static void
run_folder(const char *path, DIR *d)
{
	struct dirent *e;
	char file[4096];

	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
		run_file(file);
	}
}

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		DIR *d = opendir(argv[i]);

		if (d == NULL) {
			run_file(argv[i]);
			continue;
		}
		run_folder(argv[i], d);
		closedir(d);
	}
	printf("%lu inputs\n", count);
	return count == 0;
}
