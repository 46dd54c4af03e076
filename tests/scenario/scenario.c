/* SPDX-License-Identifier: MIT
 * The stories of tests/scenario/stories, each a test. A file holds several; each begins with `scenario` and its title. Each is told
 * twice: the same inputs must give the same events, byte for byte. */
#include "tests/scenario/story.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STORIES_MAX 1024

struct chapter {
	char file[512], title[128];
	long offset;
	int line;
};

static struct chapter chapters[STORIES_MAX];
static int chapter_count;

static void add_chapters(const char *folder, const char *name)
{
	char path[512], line[1024];
	int number = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "r");
	while (file && fgets(line, sizeof(line), file)) {
		number++;
		if (strncmp(line, "scenario ", 9) != 0 || chapter_count == STORIES_MAX)
			continue;
		struct chapter *chapter = &chapters[chapter_count++];

		snprintf(chapter->file, sizeof(chapter->file), "%s", path);
		snprintf(chapter->title, sizeof(chapter->title), "%.*s", (int)strcspn(line + 9, "\n"), line + 9);
		chapter->offset = ftell(file);
		chapter->line = number;
	}
	if (file)
		fclose(file);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_story(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > 9 && strcmp(entry->d_name + length - 9, ".scenario") == 0;
}

/* Runs a chapter to its end or its first wrong line. */
static void tell(struct story *story, const struct chapter *chapter)
{
	const char *name = strrchr(chapter->file, '/') + 1;
	char line[1024];
	int number = chapter->line;
	FILE *file = fopen(chapter->file, "r");

	story_begin(story, name);
	if (!file || fseek(file, chapter->offset, SEEK_SET))
		snprintf(story->failure, sizeof(story->failure), "%s can not be read", name);
	while (!story->failure[0] && fgets(line, sizeof(line), file) && strncmp(line, "scenario ", 9) != 0)
		story_line(story, line, ++number);
	if (file)
		fclose(file);
}

START_TEST(story_is_true)
{
	struct story *first = malloc(sizeof(*first)), *second = malloc(sizeof(*second));

	tell(first, &chapters[_i]);
	story_end(first);
	ck_assert_msg(!first->failure[0], "%s — %s", chapters[_i].title, first->failure);
	tell(second, &chapters[_i]);
	story_end(second);
	ck_assert_msg(first->hash == second->hash, "%s — told twice, its events differ", chapters[_i].title);
	free(first);
	free(second);
}
END_TEST

int main(void)
{
	const char *folder = getenv("TRADYN_STORIES");
	struct dirent **entries = NULL;
	int count = folder ? scandir(folder, &entries, is_story, by_name) : -1;
	Suite *suite = suite_create("stories");
	TCase *stories = tcase_create("story");
	SRunner *runner;
	int failed;

	if (count <= 0) {
		fprintf(stderr, "no stories in TRADYN_STORIES (%s)\n", folder ? folder : "not set");
		return 1;
	}
	for (int i = 0; i < count; i++) {
		add_chapters(folder, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	tcase_add_loop_test(stories, story_is_true, 0, chapter_count);
	suite_add_tcase(suite, stories);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? 1 : 0;
}
