namespace ArticleSearch.Console.Settings;

/// <summary>A value and where it was set.</summary>
/// <param name="Value">The value.</param>
/// <param name="Origin">A variable, or a file and line.</param>
internal readonly record struct Setting(string Value, string Origin);

/// <summary>
/// What holds where the command line says nothing: the environment before the file of the current folder, that before the user's
/// file. Files are looked at when the first setting is asked for.
/// </summary>
internal sealed class UserSettings
{
    /// <summary>The file of a folder.</summary>
    public const string FolderFile = ".articlesearch";

    private readonly Func<string, string?> _environment;
    private readonly Lazy<Dictionary<string, Setting>> _folder;
    private readonly Lazy<Dictionary<string, Setting>> _user;

    /// <param name="environment">Gives the environment's variables.</param>
    public UserSettings(Func<string, string?> environment)
    {
        _environment = environment;
        UserFile = PathOfUser(environment);
        _folder = new Lazy<Dictionary<string, Setting>>(() => SettingsFile.Read(FolderFile, mayNamePrograms: false));
        _user = new Lazy<Dictionary<string, Setting>>(() => UserFile is null ? [] : SettingsFile.Read(UserFile, mayNamePrograms: true));
    }

    /// <summary>The file of the user; null where he has no home.</summary>
    public string? UserFile { get; }

    /// <summary>A variable of the environment; null where it is not set or empty.</summary>
    public string? Variable(string name) => _environment(name) is { Length: > 0 } value ? value : null;

    /// <summary>What is set; null if nothing is.</summary>
    /// <exception cref="UserException">A value is none, or a file is not understood.</exception>
    public Setting? Find(string name)
    {
        var key = SettingKey.Named(name) ?? throw new ArgumentException($"There is no setting {name}.", nameof(name));
        if (Variable(key.Variable) is { } value)
        {
            return new Setting(key.Read(value) ?? throw new UserException("settings.value", key.Variable, value, key.Name, key.Describe()), key.Variable);
        }

        return _folder.Value.TryGetValue(name, out var ofFolder) ? ofFolder : _user.Value.TryGetValue(name, out var ofUser) ? ofUser : null;
    }

    // Where the XDG Base Directory Specification has it.
    private static string? PathOfUser(Func<string, string?> environment)
    {
        string? folder = environment("XDG_CONFIG_HOME");
        if (string.IsNullOrEmpty(folder) || !Path.IsPathRooted(folder))
        {
            folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        }

        return string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, "articlesearch", "settings");
    }
}
